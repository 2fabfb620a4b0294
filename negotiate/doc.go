// Package negotiate answers offers, says what an offer and its answer agree on, and
// gives the reason for every decision.
package negotiate
