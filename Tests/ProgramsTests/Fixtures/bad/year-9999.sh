#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
echo '{"type":"post","id":"2","text":"late","published":"9999-12-31T23:59:59Z"}'
echo '{"type":"end"}'
