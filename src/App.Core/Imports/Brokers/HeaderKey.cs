using System.Security.Cryptography;
using System.Text;
using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers;

/// <summary>The key of a header: the same for the same titles in the same order.</summary>
internal static class HeaderKey
{
    /// <summary>32 hexadecimal digits of the titles' letters and digits. Blank titles at the end do not count: a separator too many makes no other table.</summary>
    public static string Of(IReadOnlyList<string> titles)
    {
        var keys = titles.Select(HeaderName.KeyOf).Reverse().SkipWhile(key => key.Length == 0).Reverse();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', keys))).AsSpan(0, 16));
    }
}
