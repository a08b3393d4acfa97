#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
printf '%s\n' '{"type":"post","id":"2","text":"half \ud83d of a pair"}'
echo '{"type":"end"}'
