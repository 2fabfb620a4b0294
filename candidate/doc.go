// Package candidate reads, writes, orders and pairs ICE candidates (RFC 8839, RFC 6544).
package candidate
