using System.Globalization;
using App.Core.Market;
using App.Core.Risk;

namespace App.Core.Operations;

/// <summary>The rules of the prerequisites, each on what was found. No side effects.</summary>
public static class PrerequisiteRules
{
    /// <summary>Factor definitions of the second method; those of the first are the same eight, value and growth taken together.</summary>
    public const int Factors = 8;

    /// <summary>Scenarios an installation begins with, which it may add to.</summary>
    public const int Scenarios = 18;

    // The fewest and most sessions a year of the New York exchange has had since 1990 are 248 (2001) and 254; a calendar beyond that is wrong.
    private const int FewestSessions = 245;
    private const int MostSessions = 256;

    private const string MendSettings = "An operator mends it under Risk settings (/admin/risk), where every earlier version can be taken up again, or by PUT /api/v1/admin/risk-settings.";

    /// <summary>The eight factors that returns are explained by.</summary>
    public static Prerequisite FactorsOf(RiskSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var found = settings.RidgeFactors.Select(factor => factor.Id).Distinct(StringComparer.Ordinal).Count();
        return new("factors", "Factor definitions", found == Factors && settings.Factors.Count == Factors - 1, Count(found, "factor"), Count(Factors, "factor"), MendSettings);
    }

    /// <summary>The scenarios that portfolios are put under; more are welcome.</summary>
    public static Prerequisite ScenariosOf(RiskSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var found = settings.Scenarios.Select(scenario => scenario.Id).Distinct(StringComparer.Ordinal).Count();
        return new("scenarios", "Stress scenarios", found >= Scenarios, Count(found, "scenario"), $"{Count(Scenarios, "scenario")} or more", MendSettings);
    }

    /// <summary>The sessions of this year and of the next.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="today">The day in New York.</param>
    public static Prerequisite CalendarOf(TradingCalendar calendar, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        int[] years = [today.Year, today.Year + 1];
        var counts = Array.ConvertAll(years, year => calendar.First.Year <= year && year <= calendar.Last.Year ? calendar.Sessions(new(year, 1, 1), new(year, 12, 31)).Length : 0);
        return new(
            "calendar",
            "Market calendar",
            Array.TrueForAll(counts, count => count is >= FewestSessions and <= MostSessions),
            string.Join(", ", years.Zip(counts, (year, count) => FormattableString.Invariant($"{count} sessions of {year}"))),
            FormattableString.Invariant($"the sessions of {years[0]} and {years[1]}"),
            FormattableString.Invariant($"The calendar of this version ends with {calendar.Last.Year}: install a newer version. If the year is wrong, set the machine's clock."));
    }

    /// <summary>The schema is this program's.</summary>
    public static Prerequisite SchemaOf(SchemaState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            "schema",
            "Database schema",
            state.IsCurrent,
            state switch
            {
                { Unknown.Count: > 0 } => FormattableString.Invariant($"a newer schema: {string.Join(", ", state.Unknown)} not known to this program"),
                { Pending.Count: > 0 } => FormattableString.Invariant($"an older schema: {state.Pending.Count} migrations not applied, the first is {state.Pending[0]}"),
                _ => "the schema of this program",
            },
            "the schema of this program",
            state.Unknown.Count > 0
                ? "Start the newer version that made it, or restore the back-up made before the upgrade."
                : "Stop the other nodes, make a back-up, then run the command “migrate” with this program.");
    }

    /// <summary>The keys can be read.</summary>
    public static Prerequisite KeysOf(KeyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            "keys",
            "Data-protection keys",
            state is { Works: true, Unreadable: 0 },
            state.Unreadable > 0 ? FormattableString.Invariant($"{state.Keys} keys, {state.Unreadable} of them not readable")
                : state.Works ? Count(state.Keys, "readable key")
                : "keys that nothing can be protected with",
            "keys that can all be read",
            "They are rows of the table data_protection_keys: restore it from the back-up of the same day as the rest. Without a key whoever was signed in by it has to sign in again, and what was encrypted by it is lost.");
    }

    /// <summary>Prices come from somewhere. Not in the way: positions can be valued at their entry prices, which each portfolio says.</summary>
    public static Prerequisite SourcesOf(IReadOnlyList<SourceState> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var usable = sources.Where(source => source.Fault is null).Select(source => source.Name).ToList();
        return new(
            "market_sources",
            "Sources of prices",
            usable.Count > 0,
            usable.Count > 0 ? string.Join(", ", usable) : sources.Count == 0 ? "none" : string.Join("; ", sources.Select(source => $"{source.Name}: {source.Fault}")),
            "at least one that can be asked",
            "Name one in MarketData:Sources, with its key where it needs one.")
        {
            IsRequired = false,
        };
    }

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? string.Empty : "s")}");
}
