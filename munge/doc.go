package munge
