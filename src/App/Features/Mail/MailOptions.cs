using System.Net;
using System.Net.Mail;
using App.Core.Operations;

namespace App.Features.Mail;

/// <summary>How messages leave.</summary>
internal enum MailDelivery
{
    /// <summary>They are written to the log, for whoever runs the installation to hand on.</summary>
    Log,

    /// <summary>They are handed to a mail server.</summary>
    Smtp,
}

/// <summary>How the connection to the mail server is kept from being listened to.</summary>
internal enum MailSecurity
{
    /// <summary>It begins in the clear and is encrypted before anything is said; the server has to offer it. Port 587.</summary>
    StartTls,

    /// <summary>It is encrypted from the first byte. Port 465.</summary>
    Tls,

    /// <summary>It is not. For a server on this machine or a network that nobody listens to; a password is sent only to this machine.</summary>
    None,
}

/// <summary>The section <c>Mail</c>: where messages go, and who they are from.</summary>
internal sealed class MailOptions
{
    private const string Section = "Mail";

    /// <summary>Log by default: an installation without a mail server works, and its operator finds links in the log.</summary>
    public MailDelivery Delivery { get; set; } = MailDelivery.Log;

    /// <summary>What links in messages begin with, such as https://ballast.example.org. Needed with Smtp; with Log it is where the server listens. Never what a request says it was sent to.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Who messages are from: an address, or a name and an address in angle brackets. Needed with Smtp.</summary>
    public string? From { get; set; }

    /// <summary>The mail server's name. Needed with Smtp.</summary>
    public string? Host { get; set; }

    /// <summary>The mail server's port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is encrypted.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The name to sign in to the mail server with; none for a server that asks for none.</summary>
    public string? User { get; set; }

    /// <summary>The password that goes with it. By the environment or a secret store, not a file.</summary>
    public string? Password { get; set; }

    /// <summary>The longest that one answer of the mail server is waited for; at least a second, at most <see cref="SendNextMail.LongestTry"/>.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <exception cref="FormatException">A value cannot be worked with; the message names the key and what is allowed.</exception>
    public static MailOptions Read(IConfiguration configuration)
    {
        var options = new MailOptions();
        try
        {
            configuration.GetSection(Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException($"{Section} cannot be read. {exception.Message}", exception);
        }

        return options.Fault() is { } fault ? throw new FormatException(fault) : options;
    }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Fault() =>
        BaseAddress is not null && (!BaseAddress.IsAbsoluteUri || BaseAddress.Scheme is not ("http" or "https") || BaseAddress.Query.Length > 0)
            ? $"Mail:BaseAddress is {BaseAddress}. It has to be an address such as https://ballast.example.org."
        : Timeout < TimeSpan.FromSeconds(1) || Timeout > SendNextMail.LongestTry
            ? $"Mail:Timeout is {Timeout}. Allowed is 00:00:01 to {SendNextMail.LongestTry}."
        : Delivery is MailDelivery.Smtp ? SmtpFault()
        : null;

    private string? SmtpFault() =>
        string.IsNullOrWhiteSpace(Host) ? "Mail:Host is missing. With Mail:Delivery Smtp it has to be the name of the mail server."
        : Port is < 1 or > 65_535 ? $"Mail:Port is {Port}. Allowed is 1 to 65535; 587 with StartTls and 465 with Tls are usual."
        : !MailAddress.TryCreate(From, out _) ? "Mail:From is missing or is not an address. Write it like ballast@example.org or Ballast <ballast@example.org>."
        : BaseAddress is null ? "Mail:BaseAddress is missing. With Mail:Delivery Smtp it has to be what links begin with, such as https://ballast.example.org."
        : string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password) ? "Mail:User and Mail:Password go together: one of them is missing."
        : Security is MailSecurity.None && !string.IsNullOrEmpty(User) && !IsThisMachine(Host)
            ? $"Mail:Security is None and {Host} is another machine: the password would be readable on the way. Allowed with Mail:User are StartTls and Tls."
        : null;

    private static bool IsThisMachine(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
