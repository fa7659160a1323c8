using System.Net.Mail;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What an e-mail address must look like. Whether it receives mail only a message can tell.</summary>
public static class EmailRule
{
    /// <summary>Most characters of an address (RFC 5321, 4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>The fault of an address, or null when it is good. Surrounding spaces do not count.</summary>
    public static Error? Check(string? email)
    {
        var address = email?.Trim() ?? string.Empty;
        if (address.Length == 0)
        {
            return AccountErrors.EmailFormat.Because("The e-mail address is empty. Write it like name@example.com.", "Email");
        }

        return IsAddress(address)
            ? null
            : AccountErrors.EmailFormat.Because(
                address.Length > MaxLength
                    ? $"The e-mail address has {address.Length} characters; {MaxLength} are allowed."
                    : $"“{address}” is not an e-mail address. Write it like name@example.com.",
                "Email");
    }

    private static bool IsAddress(string text)
    {
        if (text.Length > MaxLength || text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)) || !MailAddress.TryCreate(text, out var parsed))
        {
            return false;
        }

        // TryCreate also takes display names and comments; what is left after parsing must be all there was.
        return string.Equals(parsed.Address, text, StringComparison.Ordinal)
            && parsed.User.Length is > 0 and <= 64
            && parsed.Host.Split('.') is { Length: > 1 } labels
            && labels.All(label => label.Length is > 0 and <= 63 && label.All(character => char.IsLetterOrDigit(character) || character == '-'));
    }
}
