namespace App.Core.Market.Collecting;

/// <summary>A profile put together from several sources: of each field the first that knows it.</summary>
internal sealed class ProfileDraft(Security entry)
{
    private static readonly HashSet<string> KindsWithoutSector = new(StringComparer.OrdinalIgnoreCase) { "ETF", "MUTUAL_FUND", "CASH", "BOND", "CRYPTOCURRENCY", "INDEX" };

    private SecurityProfile? _found;
    private bool _isAnswered;
    private bool _isUnavailable;

    public Security Entry => entry;

    /// <summary>True when no further source need be asked: a name, a kind, a currency, and for a company a sector and a beta.</summary>
    public bool IsComplete => _found is { Name: not null, Kind: { } kind, Currency: not null, Sector: var sector, Beta: var beta }
        && (KindsWithoutSector.Contains(kind) || (sector is not null && Finite(beta) is not null));

    /// <summary>For how long the profile of an entry is not asked for again.</summary>
    public static TimeSpan LastsFor(Security entry) => entry switch
    {
        { Name: null } => TimeSpan.FromDays(1),
        { Kind: { } kind } when KindsWithoutSector.Contains(kind) || entry is { Sector: not null, Beta: not null } => TimeSpan.FromDays(30),
        _ => TimeSpan.FromDays(7),
    };

    /// <summary>Takes over what the earlier sources lack.</summary>
    public void Add(SourceAnswer<SecurityProfile> answer)
    {
        _isUnavailable |= answer.Gap == SourceGap.Unavailable;
        _isAnswered |= answer.Gap != SourceGap.Unavailable;
        if (answer.Value is not { } next)
        {
            return;
        }

        _found = _found is not { } found ? next : found with
        {
            Sector = found.Sector ?? next.Sector,
            Industry = found.Industry ?? next.Industry,
            Exchange = found.Exchange ?? next.Exchange,
            Kind = found.Kind ?? next.Kind,
            Beta = Finite(found.Beta) ?? next.Beta,
            DividendYield = Finite(found.DividendYield) ?? next.DividendYield,
        };
    }

    /// <summary>Writes what was found into the entry.</summary>
    public SecurityUpdate Finished(DateTimeOffset now)
    {
        if (_found is { } found)
        {
            entry.Name = Clip(found.Name, 300);
            entry.Currency = Clip(found.Currency, 3);
            entry.Sector = Clip(found.Sector, 100) ?? entry.Sector;
            entry.Industry = Clip(found.Industry, 100) ?? entry.Industry;
            entry.Exchange = Clip(found.Exchange, 100) ?? entry.Exchange;
            entry.Kind = Clip(found.Kind, 20) ?? entry.Kind;
            entry.Beta = Finite(found.Beta) ?? entry.Beta;
            entry.DividendYield = Finite(found.DividendYield) ?? entry.DividendYield;
        }

        // Without a source nobody has answered, and the day one is configured it is asked.
        if (_found is not null || (_isAnswered && !_isUnavailable))
        {
            entry.ProfiledAt = now;
        }
        else if (_isUnavailable)
        {
            entry.UnavailableAt = now;
        }

        return new SecurityUpdate(entry) { Releases = true };
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    // What a source sends is of any length; what is stored is not.
    private static string? Clip(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
