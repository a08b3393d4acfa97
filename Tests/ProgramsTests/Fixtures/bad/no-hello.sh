#!/bin/sh
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"end"}'
