using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace App.Core.Accounts;

/// <summary>The codes of an authenticator app: six digits that change every 30 seconds (RFC 6238, with the HMAC-SHA1 that every app knows).</summary>
public static class Totp
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>How long a code is shown.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // One step to either side: for a clock that is a little off and for the time that typing takes (RFC 6238, 5.2 and 6).
    private static readonly int[] Tolerated = [0, -1, 1];

    /// <summary>The step whose code this is, now or one step to either side; null when it is none of them.</summary>
    /// <param name="key">The shared key.</param>
    /// <param name="code">What was typed; spaces and dashes do not count.</param>
    /// <param name="now">The time.</param>
    public static long? StepOf(ReadOnlySpan<byte> key, string? code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes(Bare(code));
        long? found = null;
        foreach (var offset in Tolerated)
        {
            var step = StepAt(now) + offset;

            // Every candidate is compared, each in constant time.
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(CodeAt(key, step))))
            {
                found ??= step;
            }
        }

        return found;
    }

    /// <summary>The number of the step at a time.</summary>
    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The code of a step (RFC 4226, 5.3).</summary>
    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "What RFC 6238 says and apps do; HMAC does not rest on SHA-1 withstanding collisions.")]
    public static string CodeAt(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, hash);
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The bytes of a key as apps are given it, in base 32 (RFC 4648); spaces and case do not count.</summary>
    /// <exception cref="FormatException">There is a character that base 32 has not.</exception>
    public static byte[] KeyOf(string base32)
    {
        ArgumentNullException.ThrowIfNull(base32);
        var bits = new BigInteger(1);
        var count = 0;
        foreach (var character in Bare(base32).ToUpperInvariant().TrimEnd('='))
        {
            var value = Base32.IndexOf(character, StringComparison.Ordinal);
            bits = value >= 0 ? (bits << 5) + value : throw new FormatException("The key is not in base 32.");
            count += 5;
        }

        // The 1 in front keeps leading zeros; what does not fill a byte at the end is padding.
        return (bits >> (count % 8)).ToByteArray(isUnsigned: true, isBigEndian: true)[1..];
    }

    private static string Bare(string? text) => string.Concat((text ?? string.Empty).Where(character => character is not (' ' or '-')));
}
