// Everything that Transport uses of libcurl. setopt and getinfo are variadic in C, which Swift cannot call:
// each wrapper below passes exactly one type, the one that its options take.
#pragma once
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <locale.h>
#include <netinet/in.h>
#include <string.h>

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl copies the text.
static inline CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *text) {
    return curl_easy_setopt(easy, option, text);
}

// Not copied: the memory must outlive the transfer, except for COPYPOSTFIELDS.
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, const void *pointer) {
    return curl_easy_setopt(easy, option, pointer);
}

// Not copied: free the list after the handle.
static inline CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(easy, option, list);
}

static inline void ccurl_on_body(CURL *easy, curl_write_callback call, void *context) {
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, call);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline void ccurl_on_header(CURL *easy, curl_write_callback call, void *context) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, call);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

static inline void ccurl_on_upload(CURL *easy, curl_read_callback call, void *context) {
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, call);
    curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

static inline void ccurl_on_progress(CURL *easy, curl_xferinfo_callback call, void *context) {
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, call);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, context);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

static inline void ccurl_on_wire(CURL *easy, curl_debug_callback call, void *context) {
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, call);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, context);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
}

static inline void ccurl_on_socket(CURL *easy, curl_opensocket_callback call, void *context) {
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, call);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

static inline long ccurl_info_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline curl_off_t ccurl_info_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline void ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    curl_multi_setopt(multi, option, value);
}

// The address that libcurl is about to connect to, in network order. Returns its length (4 or 16), or 0 when
// it is no internet address (a Unix socket, an unknown family). `scope` is the IPv6 scope id.
static inline int ccurl_peer(const struct curl_sockaddr *peer, unsigned char address[16], unsigned int *scope) {
    *scope = 0;
    if(peer->family == AF_INET && peer->addrlen >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in four;
        memcpy(&four, &peer->addr, sizeof(four));
        memcpy(address, &four.sin_addr, 4);
        return 4;
    }
    if(peer->family == AF_INET6 && peer->addrlen >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 six;
        memcpy(&six, &peer->addr, sizeof(six));
        memcpy(address, &six.sin6_addr, 16);
        *scope = six.sin6_scope_id;
        return 16;
    }
    return 0;
}

// The host of a parsed URL in ASCII (punycode), to be freed with curl_free; NULL when it has no such form.
// libcurl takes the text to be in the locale's encoding, which is ASCII in a program that never sets a locale:
// for this one call, on this thread alone, the locale is UTF-8.
static inline char *ccurl_ascii_host(CURLU *url) {
    char *host = NULL;
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
    CURLUcode code = curl_url_get(url, CURLUPART_HOST, &host, CURLU_PUNYCODE);
    if(utf8) {
        uselocale(before);
        freelocale(utf8);
    }
    return code == CURLUE_OK ? host : NULL;
}
