#!/bin/sh
printf '\n\n   \n\r\n\n'
