using System.Globalization;

namespace App.Core.Operations;

/// <summary>How often things may be done: the section <c>RateLimits</c> of the configuration.</summary>
/// <remarks>Addresses are those of the connection, or what a proxy of <c>Security:KnownProxies</c> says of it; of an IPv6 address the network of 64 bits counts, which is what one household has.</remarks>
public sealed class RateLimitOptions
{
    /// <summary>Whether anything is limited at all. True by default, but in Development.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Accounts made from an address within a day. 50; 1 to 100 000.</summary>
    public int RegistrationsPerDay { get; set; } = 50;

    /// <summary>Registrations tried from an address within an hour, those that came to nothing among them. 100; 1 to 100 000.</summary>
    public int RegistrationAttemptsPerHour { get; set; } = 100;

    /// <summary>Invite codes that were not accepted, from an address within an hour; then no code is looked at until the hour has passed. 5; 1 to 1 000.</summary>
    public int FailedInviteCodesPerHour { get; set; } = 5;

    /// <summary>Files sent by a user within an hour, on pages and over the API. 50; 1 to 100 000.</summary>
    public int UploadsPerHour { get; set; } = 50;

    /// <summary>Requests of a user within a minute. 1 000; 10 to 1 000 000.</summary>
    public int RequestsPerMinute { get; set; } = 1_000;

    /// <summary>Requests of a user within an hour. 10 000; 10 to 10 000 000.</summary>
    public int RequestsPerHour { get; set; } = 10_000;

    /// <summary>How long the answer to an address's second bad invite code is held back; that to the first is not, and each after it twice as long as the one before. 1 s; 0 to 10 s.</summary>
    public TimeSpan InviteCodeDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such an answer is held back. 8 s; 0 to 60 s.</summary>
    public TimeSpan LongestInviteCodeDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How many answers are held back at once, by this process; one more is given at once, and counts all the same. 100; 0 to 10 000.</summary>
    public int DelayedAtOnce { get; set; } = 100;

    /// <summary>How often the counts of requests are written, and those of other nodes read: what a process that is killed forgets. 3 s; 0.1 s to 30 s.</summary>
    public TimeSpan WriteEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Users whose requests are counted in memory at once; of one more, who was not seen for the longest is read again when seen. 20 000; 100 to 1 000 000.</summary>
    public int UsersInMemory { get; set; } = 20_000;

    /// <summary>The limit of accounts.</summary>
    public RateLimit Registrations => new("registrations", RegistrationsPerDay, TimeSpan.FromDays(1));

    /// <summary>The limit of attempts to register.</summary>
    public RateLimit RegistrationAttempts => new("registration_attempts", RegistrationAttemptsPerHour, TimeSpan.FromHours(1));

    /// <summary>The limit of bad invite codes.</summary>
    public RateLimit FailedInviteCodes => new("failed_invite_codes", FailedInviteCodesPerHour, TimeSpan.FromHours(1));

    /// <summary>The limit of uploads.</summary>
    public RateLimit Uploads => new("uploads", UploadsPerHour, TimeSpan.FromHours(1));

    /// <summary>The limit of requests within a minute.</summary>
    public RateLimit RequestsOfAMinute => new("requests_minute", RequestsPerMinute, TimeSpan.FromMinutes(1));

    /// <summary>The limit of requests within an hour.</summary>
    public RateLimit RequestsOfAnHour => new("requests_hour", RequestsPerHour, TimeSpan.FromHours(1));

    /// <summary>All of them.</summary>
    public IReadOnlyList<RateLimit> All => [Registrations, RegistrationAttempts, FailedInviteCodes, Uploads, RequestsOfAMinute, RequestsOfAnHour];

    /// <summary>How long the answer to a bad invite code is held back.</summary>
    /// <param name="failures">How many there were within the hour, this one among them.</param>
    public TimeSpan DelayOf(long failures)
    {
        var delay = failures < 2 ? TimeSpan.Zero : InviteCodeDelay * Math.Pow(2, Math.Min(failures - 2, 20));
        return delay < LongestInviteCodeDelay ? delay : LongestInviteCodeDelay;
    }

    /// <summary>What is wrong with the values: the key, what was found and what is allowed; null when all can be worked with.</summary>
    public string? Fault() => new[]
    {
        Check(nameof(RegistrationsPerDay), RegistrationsPerDay, 1, 100_000),
        Check(nameof(RegistrationAttemptsPerHour), RegistrationAttemptsPerHour, 1, 100_000),
        Check(nameof(FailedInviteCodesPerHour), FailedInviteCodesPerHour, 1, 1_000),
        Check(nameof(UploadsPerHour), UploadsPerHour, 1, 100_000),
        Check(nameof(RequestsPerMinute), RequestsPerMinute, 10, 1_000_000),
        Check(nameof(RequestsPerHour), RequestsPerHour, 10, 10_000_000),
        Check(nameof(DelayedAtOnce), DelayedAtOnce, 0, 10_000),
        Check(nameof(UsersInMemory), UsersInMemory, 100, 1_000_000),
        Check(nameof(InviteCodeDelay), InviteCodeDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
        Check(nameof(LongestInviteCodeDelay), LongestInviteCodeDelay, TimeSpan.Zero, TimeSpan.FromSeconds(60)),
        Check(nameof(WriteEvery), WriteEvery, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(30)),
    }.OfType<string>().FirstOrDefault();

    private static string? Check<T>(string key, T value, T least, T most)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"RateLimits:{key} is {value}. Allowed is {least} to {most}.");
}
