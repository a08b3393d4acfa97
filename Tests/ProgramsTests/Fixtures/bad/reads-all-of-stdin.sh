#!/bin/sh
cat > /dev/null
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
cat
echo '{"type":"end"}'
