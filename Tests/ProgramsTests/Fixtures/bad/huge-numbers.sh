#!/bin/sh
echo '{"type":"hello","protocol":1}'
echo '{"type":"post","id":"1","text":"Су таза."}'
echo '{"type":"cursor","value":"1"}'
echo '{"type":"post","id":99999999999999999999999999,"text":"big","views":1e400,"likes":-5,"published":99999999999999999999}'
echo '{"type":"end"}'
