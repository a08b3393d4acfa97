import Model

/// Where a secret is kept. The secret itself never stands in a settings file.
public enum SecretReference: Sendable, Hashable {
    /// A file. As written its path counts from the folder of the settings file; `resolved(in:)` makes it usable.
    case file(String)
    /// A systemd credential of that name (`LoadCredential=`, `SetCredentialEncrypted=`).
    case credential(String)

    /// The file's path; nil for a credential.
    public var path: String? {
        if case .file(let path) = self { path } else { nil }
    }

    /// The same with a relative path joined to `folder`.
    public func resolved(in folder: String) -> SecretReference {
        guard case .file(let path) = self, !path.hasPrefix("/") else { return self }
        return .file(folder + "/" + path)
    }
}

extension SecretReference: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let path): "the file \(path)"
        case .credential(let name): "the credential \(name)"
        }
    }
}

extension Shape where Value == SecretReference {
    /// `{file: path}` or `{credential: NAME}`. A secret that stands there itself is `inline-secret`, and the finding
    /// does not repeat it.
    public static var secret: Shape<SecretReference> {
        let file = Key<String>.optional(
            "file", .line(maximum: 4096), help: "File with the secret, mode 0600; relative to this file.")
        let credential = Key<String>.optional(
            "credential", .line(maximum: 255), help: "Name of a systemd credential (LoadCredential=).")
        let object = Shape.object("secret", help: "Where a secret is kept.", keys: [file, credential]) {
            fields, findings in
            switch (fields[file], fields[credential]) {
            case (let path?, nil): return .file(path)
            case (nil, let name?) where isCredentialName(name): return .credential(name)
            case (nil, let name?):
                findings.append(
                    Finding(
                        "bad-value", .error, at: fields.place(of: credential),
                        "\(Quoting.quoted(name)) cannot be the name of a credential",
                        help: "It is one word without \"/\", as in LoadCredential=."))
            default:
                findings.append(
                    Finding(
                        "bad-value", .error, at: fields.node.place, "a secret has either a file or a credential",
                        help: "Write {file: secrets/name} or {credential: NAME}."))
            }
            return nil
        }
        return Shape(schema: object.schema, expected: "{file: path} or {credential: NAME}") { node, findings in
            switch node.content {
            case .mapping: return object.read(node, &findings)
            case .scalar, .sequence, .null:
                findings.append(
                    Finding(
                        "inline-secret", .error, at: node.place, "a secret must not stand in this file",
                        help: "Put it into a file with mode 0600 and write {file: secrets/name}, "
                            + "or write {credential: NAME}. Then change the secret: it may have been seen."))
                return nil
            }
        }
    }

    private static func isCredentialName(_ name: String) -> Bool {
        name != "." && name != ".." && !name.utf8.contains(UInt8(ascii: "/"))
    }
}
