using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace E2E.Harness;

/// <summary>A message as it arrived.</summary>
/// <param name="To">Whom it was for.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text, decoded.</param>
public sealed record ReceivedMail(string To, string Subject, string Text)
{
    /// <summary>The path and query of the first link in it to a page.</summary>
    public string LinkTo(string path) => Regex.Match(Text, $@"{Regex.Escape(MailServer.BaseAddress)}({Regex.Escape(path)}\S*)").Groups[1].Value;
}

/// <summary>A mail server on this machine that keeps what it gets.</summary>
public sealed partial class MailServer : MessageStore, IAsyncDisposable
{
    /// <summary>What links in messages begin with: nobody's address, so that a link is shown not to follow the request.</summary>
    public const string BaseAddress = "https://mail-links.example";

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly int _port = FreePort();
    private readonly Task _running;

    public MailServer()
    {
        var provider = new global::SmtpServer.ComponentModel.ServiceProvider();
        provider.Add((IMessageStore)this);
        _running = new global::SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Port(_port).Build(), provider).StartAsync(_end.Token);
    }

    /// <summary>The configuration of an application that sends by it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Mail:Delivery"] = "Smtp",
        ["Mail:Host"] = "127.0.0.1",
        ["Mail:Port"] = _port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Mail:Security"] = "None",
        ["Mail:From"] = "Ballast <ballast@e2e.example>",
        ["Mail:BaseAddress"] = BaseAddress,
    };

    /// <summary>What has arrived so far.</summary>
    public IReadOnlyCollection<ReceivedMail> Received => _received;

    /// <summary>Waits for a message.</summary>
    public async Task<ReceivedMail> WaitForAsync(string to, string subject, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (_received.LastOrDefault(mail => mail.To == to && mail.Subject.Contains(subject, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    /// <inheritdoc/>
    public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var message = Encoding.UTF8.GetString(buffer.ToArray()).Replace("\r\n", "\n", StringComparison.Ordinal);
        var parts = message.Split("\n\n", 2);
        var subject = SubjectLine().Match(parts[0]).Groups[1].Value;
        var text = parts[0].Contains("quoted-printable", StringComparison.OrdinalIgnoreCase) ? Unquote(parts[1]) : parts[1];
        foreach (var to in transaction.To)
        {
            _received.Enqueue(new ReceivedMail($"{to.User}@{to.Host}", subject, text));
        }

        return Task.FromResult(SmtpResponse.Ok);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None));
        _end.Dispose();
    }

    // RFC 2045, 6.7.
    private static string Unquote(string text)
    {
        var bytes = new List<byte>();
        var joined = text.Replace("=\n", string.Empty, StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=')
            {
                bytes.Add(Convert.ToByte(joined.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes([joined[i]]));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("^Subject: (.*)$", RegexOptions.Multiline)]
    private static partial Regex SubjectLine();
}

/// <summary>An application that sends its mail to a server of its own.</summary>
public sealed class MailApp : Xunit.IAsyncLifetime
{
    private AppProcess? _app;

    /// <summary>The application.</summary>
    public AppProcess App => _app!;

    /// <summary>The mail server.</summary>
    public MailServer Mail { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _app = await AppProcess.StartAsync(new AppOptions { Settings = Mail.Settings });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await Mail.DisposeAsync();
    }
}
