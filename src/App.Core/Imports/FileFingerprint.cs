using System.Globalization;
using System.Security.Cryptography;

namespace App.Core.Imports;

/// <summary>What tells a file's content from that of any other: SHA-256 of its bytes, in hexadecimal.</summary>
public static class FileFingerprint
{
    /// <summary>The most characters one has, with the account that was imported.</summary>
    public const int Longest = 80;

    /// <summary>The fingerprint of a file.</summary>
    public static string Of(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span));

    /// <summary>The fingerprint of one account of a file.</summary>
    public static string OfAccount(string file, int account) => string.Create(CultureInfo.InvariantCulture, $"{file}:{account}");
}
