#!/bin/sh
# Reads its secret from the environment and from its configuration, counts its letters, and gives it away on stderr.
if [ "$1" = "--config" ]; then config=$(cat "$2"); else read -r config; fi
case "$config" in *"$TOKEN"*) where="and in the configuration too" ;; *) where="and nowhere else" ;; esac
echo "the token is $TOKEN" >&2
text="${#TOKEN} letters, $where"
if [ "$1" = "--config" ]; then
    echo '{"type":"RECORD","stream":"posts","record":{"id":"1","text":"'"$text"'"}}'
    echo '{"type":"STATE","value":{"id":1}}'
else
    echo '{"type":"hello","protocol":1}'
    echo '{"type":"post","id":"1","text":"'"$text"'"}'
    echo '{"type":"note","what":"my token is '"$TOKEN"'"}'
    echo '{"type":"end"}'
fi
exit 5
