#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
printf '{"type":"post","id":"2","text":"a\000b"}\n\000\000\n'
echo '{"type":"end"}'
