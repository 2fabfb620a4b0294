package fuzz

import (
	"strconv"
	"strings"
)

// simulcast returns the lines that answer a=simulcast in a section with a direction:
// what is offered to send is received and the other way round, as far as the direction
// allows, with some of the streams and some of their alternatives, and each with its
// a=rid (RFC 8853 §5.3.2, RFC 8851 §6.3). None is paused: that can't be said to who
// doesn't offer "ccm pause".
func (a *answerDraft) simulcast(offered, direction string, offer []string) (out []string) {
	var value string
	for fields := strings.Fields(offered); len(fields) >= 2; fields = fields[2:] {
		is := map[string]string{"send": "recv", "recv": "send"}[fields[0]]
		if direction != "sendrecv" && direction != is+"only" {
			continue
		}
		var streams []string
		for _, stream := range strings.Split(fields[1], ";") {
			if len(streams) > 0 && a.Chance(3) {
				continue
			}
			var ids []string
			for _, id := range strings.Split(stream, ",") {
				if len(ids) > 0 && a.Chance(2) {
					continue
				}
				id = strings.TrimPrefix(id, "~")
				ids = append(ids, id)
				if i := indexPrefix(offer, "a=rid:"+id+" "); i >= 0 {
					out = append(out, "a=rid:"+strings.TrimRight(id+" "+is+" "+a.tightened(offer[i]), " "))
				}
			}
			streams = append(streams, strings.Join(ids, ","))
		}
		value += " " + is + " " + strings.Join(streams, ";")
	}
	if value == "" {
		return nil
	}
	return append(out, "a=simulcast:"+value[1:])
}

// tightened returns the restrictions of an a=rid, with some of their numbers lower.
func (a *answerDraft) tightened(rid string) string {
	fields := strings.SplitN(rid, " ", 3)
	if len(fields) < 3 {
		return ""
	}
	list := strings.Split(fields[2], ";")
	for i, restriction := range list {
		name, limit, _ := strings.Cut(restriction, "=")
		if n, err := strconv.Atoi(limit); err == nil && n > 1 && a.Chance(3) {
			list[i] = name + "=" + strconv.Itoa(n/2)
		}
	}
	return strings.Join(list, ";")
}
