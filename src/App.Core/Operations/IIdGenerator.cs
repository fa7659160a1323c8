using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Core.Portfolios;

namespace App.Core.Operations;

/// <summary>Where ids come from. One strategy serves every creation path, so that an import, a form and the API agree.</summary>
public interface IIdGenerator
{
    /// <summary>The id of a user with this e-mail address.</summary>
    Guid ForUser(string email);

    /// <summary>The id of a portfolio.</summary>
    /// <param name="ownerId">Its owner.</param>
    /// <param name="accountName">The account name, trimmed.</param>
    /// <param name="generation">How many deleted portfolios of the owner had the same account name; keeps a name usable after a deletion.</param>
    Guid ForPortfolio(Guid ownerId, string accountName, int generation);

    /// <summary>The id of a position.</summary>
    Guid ForPosition(Guid portfolioId, PositionDraft position);

    /// <summary>An id for a thing without a natural name: a run, an import.</summary>
    Guid Next();
}

/// <summary>Random ids that sort by time of creation (UUID version 7).</summary>
/// <param name="time">The clock whose time goes into the ids.</param>
public sealed class TimeOrderedIds(TimeProvider time) : IIdGenerator
{
    /// <inheritdoc/>
    public Guid ForUser(string email) => Next();

    /// <inheritdoc/>
    public Guid ForPortfolio(Guid ownerId, string accountName, int generation) => Next();

    /// <inheritdoc/>
    public Guid ForPosition(Guid portfolioId, PositionDraft position) => Next();

    /// <inheritdoc/>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "This is the strategy the ban points to.")]
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}

/// <summary>Random ids, but for users of the demo's e-mail domain and what is theirs: those follow from what they name, so that a demo is the same wherever it is seeded.</summary>
/// <remarks>Whose a portfolio or a position is, is told by the version of the id that it hangs on.</remarks>
/// <param name="time">The clock whose time goes into the random ids.</param>
/// <param name="demoDomain">The domain, such as <c>demo.ballast.example</c>.</param>
public sealed class DemoOrRandomIds(TimeProvider time, string demoDomain) : IIdGenerator
{
    private const int NameBased = 5;

    private readonly TimeOrderedIds _random = new(time);
    private readonly DeterministicIds _ofNames = new(time);

    /// <inheritdoc/>
    public Guid ForUser(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().EndsWith($"@{demoDomain}", StringComparison.OrdinalIgnoreCase) ? _ofNames.ForUser(email) : _random.ForUser(email);
    }

    /// <inheritdoc/>
    public Guid ForPortfolio(Guid ownerId, string accountName, int generation) => Of(ownerId).ForPortfolio(ownerId, accountName, generation);

    /// <inheritdoc/>
    public Guid ForPosition(Guid portfolioId, PositionDraft position) => Of(portfolioId).ForPosition(portfolioId, position);

    /// <inheritdoc/>
    public Guid Next() => _random.Next();

    private IIdGenerator Of(Guid parent) => parent.Version == NameBased ? _ofNames : _random;
}

/// <summary>Ids that follow from what they name (UUID version 5, DNS namespace), so that two installations fed alike hold the same ids.</summary>
/// <param name="time">The clock for things without a natural name.</param>
public sealed class DeterministicIds(TimeProvider time) : IIdGenerator
{
    // RFC 9562, appendix A: the namespace for fully qualified domain names, in network byte order.
    private static readonly Guid DnsNamespace = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    private readonly TimeOrderedIds _unnamed = new(time);

    /// <inheritdoc/>
    public Guid ForUser(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return NameBased(email.Trim().ToLowerInvariant());
    }

    /// <inheritdoc/>
    public Guid ForPortfolio(Guid ownerId, string accountName, int generation) =>
        NameBased(generation == 0 ? $"{ownerId}:{accountName}" : string.Create(CultureInfo.InvariantCulture, $"{ownerId}:{accountName}:{generation + 1}"));

    /// <inheritdoc/>
    public Guid ForPosition(Guid portfolioId, PositionDraft position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var name = string.Create(CultureInfo.InvariantCulture, $"{portfolioId}:{position.Symbol}:{position.EntryDate:yyyy-MM-dd}");
        if (position.Option is { } option)
        {
            // G29 drops trailing zeros: 200 and 200.00 are one contract.
            name += string.Create(
                CultureInfo.InvariantCulture,
                $":{option.Underlying}:{option.Strike:G29}:{option.Expiration:yyyy-MM-dd}:{Codes.OptionTypes.NameOf(option.Type)}");
        }

        return NameBased(name);
    }

    /// <inheritdoc/>
    public Guid Next() => _unnamed.Next();

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 9562 defines version 5 by SHA-1; nothing is protected by it.")]
    private static Guid NameBased(string name)
    {
        Span<byte> namespaceBytes = stackalloc byte[16];
        DnsNamespace.TryWriteBytes(namespaceBytes, bigEndian: true, out _);
        var hash = SHA1.HashData([.. namespaceBytes, .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
