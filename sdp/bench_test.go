package sdp

import ("testing";"os"; psdp "github.com/pion/sdp/v3")

func load(b testing.TB) string { t,err:=os.ReadFile("/tmp/bench/av.sdp"); if err!=nil{b.Fatal(err)}; return string(t) }
func BenchmarkTmpPion(b *testing.B){ s:=load(b);b.ReportAllocs(); for b.Loop(){ var d psdp.SessionDescription; if err:=d.UnmarshalString(s);err!=nil{b.Fatal(err)} } }
func BenchmarkTmpParse(b *testing.B){ s:=load(b);b.ReportAllocs(); for b.Loop(){ if _,err:=Parse(s);err!=nil{b.Fatal(err)} } }
func BenchmarkTmpReset(b *testing.B){ s:=load(b);b.ReportAllocs(); d,_:=Parse(s); for b.Loop(){ if err:=d.Reset(s);err!=nil{b.Fatal(err)} } }
func BenchmarkTmpAppend(b *testing.B){ s:=load(b);b.ReportAllocs(); d,_:=Parse(s); var x []byte; for b.Loop(){ x,_ =d.AppendText(x[:0]) } }
func BenchmarkTmpAppendEdited(b *testing.B){ s:=load(b);b.ReportAllocs(); d,_:=Parse(s); 
 for i:=0;i<len(d.slots);i+=40 { l:=Line{d:d,gen:d.gen,ref:ref(i)}; d.edit(l.ref).state=nodeWritten }
 var x []byte; for b.Loop(){ x,_ =d.AppendText(x[:0]) } 
 if string(x)!=s {b.Fatal(string(x))}
}
func BenchmarkTmpAll(b *testing.B){ s:=load(b);b.ReportAllocs(); d,_:=Parse(s); n:=0; for b.Loop(){ for _,m:=range d.AllMedia(){ for r,err:=range All[RTPMap](m){ if err!=nil{b.Fatal(err)}; n+=int(r.PayloadType) } ; for range m.Codecs(){n++} } } }
