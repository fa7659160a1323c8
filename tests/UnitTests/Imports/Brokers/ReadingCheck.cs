using System.Globalization;
using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;

namespace UnitTests.Imports.Brokers;

/// <summary>What holds of every reading of a broker's file, and what one file in particular is read as.</summary>
internal static class ReadingCheck
{
    /// <summary>Reads the file and holds it against what is expected.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="layout">The layout's id.</param>
    /// <param name="asOf">The day of the figures, or null.</param>
    /// <param name="positions">Accounts and positions as <see cref="BrokerFiles.Describe(BrokerReading)"/> writes them; ~ marks what is estimated.</param>
    /// <param name="unread">The unread rows by line and kind.</param>
    public static void Is(string text, string name, string layout, string? asOf, string positions, string unread)
    {
        var reading = BrokerFiles.Read(text, name);
        reading.Layout.ShouldNotBeNull().Id.ShouldBe(layout);
        reading.AsOf.ShouldBe(asOf is null ? null : DateOnly.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        string.Join('\n', reading.Describe()).ShouldBe(positions.ReplaceLineEndings("\n"));
        reading.DescribeUnread().ShouldBe(unread);
        reading.Errors.ShouldBeEmpty();
        LosesNoRow(reading);
        ShowsNoAccountNumber(reading);
    }

    /// <summary>Every row is a position's or unread.</summary>
    public static void LosesNoRow(BrokerReading reading)
    {
        (reading.ReadRows + reading.UnreadCount).ShouldBe(reading.TotalRows);
        reading.Unread.ShouldAllBe(row => row.Reason.Length > 0 && row.Line > 0);
    }

    /// <summary>No number of an account stands in full in anything that is shown or logged.</summary>
    public static void ShowsNoAccountNumber(BrokerReading reading)
    {
        IEnumerable<string?> shown =
        [
            .. reading.Accounts.SelectMany(account => new[] { account.Name, account.MaskedNumber, account.ProposedName }),
            .. reading.Accounts.SelectMany(account => account.Positions).SelectMany(position => position.Notes),
            .. reading.Unread.SelectMany(row => new[] { row.Text, row.Reason }),
            .. reading.Errors.Select(error => error.Message),
            .. reading.Warnings.Select(warning => warning.Message),
            .. reading.Layout?.Reasons ?? [],
        ];
        foreach (var text in shown)
            BrokerFiles.AccountNumbers.ShouldNotContain(number => (text ?? "").Contains(number, StringComparison.OrdinalIgnoreCase), text);
    }
}
