package munge_test
import ("testing";"github.com/sdpkit/sdpkit/munge")
func BenchmarkY(b *testing.B){ d:=parse(b,file(b,"chromium-audio-video-offer.sdp"))
 for n,e:=range map[string]munge.Edit{"h264":munge.Video(munge.DropCodecs("H264")),"stereo":munge.OpusStereo(true),"pcmu":munge.Audio(munge.DropCodecs("PCMU")),"ice":munge.SetICECredentials("abcd", "abcdefghijklmnopqrstuv"),"hold":munge.Hold()} {
 b.Run(n,func(b *testing.B){b.ReportAllocs();for b.Loop(){munge.Apply(d,e)}}) } }
