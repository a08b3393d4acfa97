#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
printf '\033]0;owned\007\033[2J all is \r lost\n' >&2
exit 4
