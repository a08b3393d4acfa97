/// Languages that digests can be written in.
package enum DigestLanguages {
    package static let all = Wording.all.map(\.language)
}
