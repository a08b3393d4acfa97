#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
i=0; while [ $i -lt 64 ]; do sleep 1000 & i=$((i+1)); done
echo '{"type":"end"}'
exit 0
