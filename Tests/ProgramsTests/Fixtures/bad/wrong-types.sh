#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
echo '{"type":"post","id":{"a":1},"text":[1],"author":5,"media":{},"links":"x","title":true}'
echo '[1,2]'
echo '"post"'
echo '{"type":7}'
echo '{"type":"end"}'
