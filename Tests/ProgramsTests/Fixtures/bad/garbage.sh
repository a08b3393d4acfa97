#!/bin/sh
while :; do echo 'blah blah {'; done
