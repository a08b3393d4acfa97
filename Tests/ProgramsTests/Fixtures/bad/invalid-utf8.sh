#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
printf '{"type":"post","id":"2","text":"\377\376 \303"}\n'
echo '{"type":"end"}'
