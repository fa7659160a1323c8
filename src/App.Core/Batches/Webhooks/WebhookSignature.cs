using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace App.Core.Batches;

/// <summary>The signature of what is sent: HMAC-SHA256, keyed with the secret's characters, of the time in Unix seconds, a full stop, and the body.</summary>
/// <remarks>The time is signed too, so that a receiver can refuse what somebody has kept and sends again.</remarks>
public static class WebhookSignature
{
    /// <summary>What a secret begins with.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>The random bytes of a secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>A secret: the prefix and the bytes in hexadecimal.</summary>
    public static string SecretOf(byte[] random) => SecretPrefix + Convert.ToHexStringLower(random);

    /// <summary>The signature as it is sent: <c>sha256=</c> and 64 hexadecimal digits.</summary>
    /// <param name="secret">The secret, with its prefix.</param>
    /// <param name="timestamp">Unix seconds.</param>
    /// <param name="body">The body.</param>
    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.ASCII.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hash.AppendData(body);
        return "sha256=" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
