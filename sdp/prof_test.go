package sdp
import ("testing";"strings")
func BenchmarkP(b *testing.B){ 
 sip:=readFile(b,"descriptions/baresip-plain-rtp-offer.sdp")
 for n,s := range map[string]string{"1-minimal":minimal,"2-min+c":strings.Replace(minimal,"t=","c=IN IP4 192.0.2.1\r\nt=",1),"3-min+m":minimal+media,"4-min+2m":minimal+media+media, "5-min+10a":minimal+strings.Repeat("a=rtpmap:96 VP8/90000\r\n",10),"6-min+20a":minimal+strings.Repeat("a=rtpmap:96 VP8/90000\r\n",20), "7-sip":sip, "8-sipNoM": strings.ReplaceAll(sip,"m=","a=m:"), "0-v": "v=0\r\n"} {
  b.Run(n, func(b *testing.B){ d,_:=ParseLax(s); for b.Loop(){ d.Reset(s) } }) } }
