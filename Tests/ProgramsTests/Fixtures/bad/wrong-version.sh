#!/bin/sh
echo '{"type":"hello","protocol":99}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"end"}'
