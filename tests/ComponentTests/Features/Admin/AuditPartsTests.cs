using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts.Components;
using App.Features.Admin;
using App.Features.Admin.Components;
using App.Shared;
using Bunit;
using ComponentTests.CommandCenter;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Admin;

/// <summary>The audit trail as operators see it, and an account's activity as its user does.</summary>
public sealed class AuditPartsTests : PartsTest
{
    private static readonly Guid Ann = App.Testing.TestIds.Next();
    private static readonly Guid Eyes = App.Testing.TestIds.Next();

    private static readonly AuditEntry Entry = new()
    {
        Sequence = 1_204,
        At = new(2026, 11, 20, 21, 5, 33, TimeSpan.Zero),
        Action = "run.started",
        ActorId = Ann,
        OwnerId = Ann,
        Channel = ActorChannel.Page,
        CorrelationId = "corr-1",
        Details = """{"run_id":"4f","positions":12}""",
        PreviousHash = AuditEntry.Genesis,
        Hash = new string('a', 64),
    };

    [Fact]
    public void Row_ThroughAUsersEyes_NamesBothAndHasBothIds()
    {
        var table = Table(new(Entry with { ImpersonatorId = Eyes }, "ann@example.org", "eyes@example.org", "ann@example.org"));

        Text(table, "tbody th").ShouldBe("20 Nov 2026, 21:05");
        table.Find("td.who").TextContent.ShouldContain("eyes@example.org");
        table.Find("td.who .mute").TextContent.ShouldBe("as ann@example.org");
        Text(table, "td.what").ShouldBe("started a calculation");
        var facts = table.FindAll("dl.entry > div").Select(fact => fact.TextContent).ToList();
        facts.ShouldBe(["run id4f", "positions12", "actionrun.started", $"operator{Eyes}", $"as{Ann}", $"account{Ann}", "in the logscorr-1", $"hash{new string('a', 64)}"]);
    }

    [Theory]
    [InlineData(true, ActorChannel.Page, "ann@example.org", "ann@example.org")]
    [InlineData(true, ActorChannel.Page, null, "an account that is gone")]
    [InlineData(false, ActorChannel.Page, null, "not signed in")]
    [InlineData(false, ActorChannel.CommandLine, null, "a command on the server")]
    public void Row_OfAnybody_SaysWho(bool hasActor, ActorChannel channel, string? address, string expected) =>
        Text(Table(new(Entry with { ActorId = hasActor ? Ann : null, Channel = channel }, address, null, null)), "td.who").ShouldBe(expected);

    [Fact]
    public void Row_OfACodeThatIsNotKnown_ShowsTheCode() => Text(Table(new(Entry with { Action = "moon.landed", Details = null }, null, null, null)), "td.what").ShouldBe("moon.landed");

    [Fact]
    public void Hundreds_AreShownInPagesWithTheFilterInTheirAddresses()
    {
        var rows = Enumerable.Range(0, 50).Select(i => new AuditRow(Entry with { Sequence = 400 - i }, "a@example.org", null, null)).ToList();

        var table = Table(new(rows, 312), new AuditQuery("a&b@example.org", "run.started", new(2026, 1, 2), new(2026, 3, 4), 3));

        table.FindAll("tbody tr").Count.ShouldBe(50);
        table.Find(".pager").TextContent.ShouldContain("101–150 of 312");
        table.Find(".pager a:last-child").GetAttribute("href").ShouldBe("/admin/audit?who=a%26b%40example.org&action=run.started&from=2026-01-02&to=2026-03-04&page=4");
    }

    [Fact]
    public void Filters_ChangeTheAddressFromTheFirstPage()
    {
        var table = Table(new([], 0), new AuditQuery("ann", Page: 4));

        Text(table, ".no-rows p").ShouldBe("No entry is like that.");
        table.Find("select").Change("run.cancelled");
        Navigation.Uri.ShouldEndWith("/admin/audit?who=ann&action=run.cancelled");
        table.Find("input[type=date]").Change("2026-11-20");
        Navigation.Uri.ShouldEndWith("/admin/audit?who=ann&from=2026-11-20");
        table.Find("input[type=search]").Change("  ");
        Navigation.Uri.ShouldEndWith("/admin/audit");
    }

    [Fact]
    public void Query_OfAnAddress_IsReadAsFarAsItCanBe()
    {
        AuditQuery.Parse(" ann ", "run.started", "2026-01-02", "x", "2").ShouldBe(new AuditQuery("ann", "run.started", new(2026, 1, 2), null, 2));
        AuditQuery.Parse(null, "no.such", "2026-13-01", "", "-1").ShouldBe(new AuditQuery());
        AuditQuery.Parse(new string('x', 500), null, null, null, "2147483647").ShouldSatisfyAllConditions(
            query => query.Who.Length.ShouldBe(AuditQuery.MaxWho), query => query.Filter.Offset.ShouldBeGreaterThan(0));
    }

    [Fact]
    public void Activity_OfTheReader_SaysByWhom()
    {
        AuditRow[] rows =
        [
            new(Entry, "ann@example.org", null, "ann@example.org"),
            new(Entry with { Sequence = 2, ImpersonatorId = Eyes }, "ann@example.org", "eyes@example.org", null),
            new(Entry with { Sequence = 3, ActorId = Eyes }, "eyes@example.org", null, null),
            new(Entry with { Sequence = 4, ActorId = Eyes }, null, null, null),
            new(Entry with { Sequence = 5, ActorId = null }, null, null, null),
            new(Entry with { Sequence = 6, ActorId = null, Channel = ActorChannel.CommandLine }, null, null, null),
        ];

        var table = Render<ActivityTable>(p => p.Add(x => x.Entries, new Page<AuditRow>(rows, 6)).Add(x => x.UserId, Ann).Add(x => x.Page, 1));

        table.FindAll("td.who").Select(cell => cell.TextContent).ShouldBe(
            ["you", "eyes@example.org, through your eyes", "eyes@example.org", AuditWords.Gone, "not signed in yet", "a command on the server"]);
        Text(table, "td.details").ShouldBe("run id 4f · positions 12");
    }

    [Fact]
    public void Looks_SayUntilWhenAndHowTheyEnded()
    {
        var now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        AccountLook[] looks =
        [
            new(App.Testing.TestIds.Next(), Eyes, "eyes@example.org", "asked for help", now.AddHours(-1), now.AddHours(7), null, null),
            new(App.Testing.TestIds.Next(), Eyes, null, "asked for help", now.AddHours(-9), now.AddHours(-1), null, null),
            new(App.Testing.TestIds.Next(), Eyes, null, "asked for help", now.AddHours(-11), now.AddHours(-3), now.AddHours(-10), ImpersonationEnd.Revoked),
        ];

        var table = Render<LookTable>(p => p.Add(x => x.Looks, new Page<AccountLook>(looks, 120)).Add(x => x.Now, now));

        table.FindAll("[data-label=Ended]").Select(cell => cell.TextContent).ShouldBe(["goes on, until 19:00:00 at the latest", "its time ran out", "ended by another operator"]);
        table.FindAll("[data-label=Until]").Select(cell => cell.TextContent).ShouldBe(["", "11:00:00", "02:00:00"]);
        table.Find("section > p").TextContent.ShouldBe("The newest 3 of 120.");
        Render<LookTable>(p => p.Add(x => x.Looks, new Page<AccountLook>([], 0)).Add(x => x.Now, now)).Find("section > p").TextContent.ShouldStartWith("No operator has.");
    }

    private IRenderedComponent<AuditTable> Table(AuditRow row) => Table(new([row], 1), new AuditQuery());

    private IRenderedComponent<AuditTable> Table(Page<AuditRow> rows, AuditQuery query) => Render<AuditTable>(p => p.Add(x => x.Entries, rows).Add(x => x.Query, query));
}
