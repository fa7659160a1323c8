using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Portfolios;
using App.Features.Admin;
using App.Features.Admin.Components;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Admin;

/// <summary>The list of users and the page of one: none, one, hundreds, each state.</summary>
public sealed class AdminUsersTests : AdminPartsTest
{
    private static readonly DateTimeOffset Now = TestTimes.Now;

    [Fact]
    public void Query_OfEverything_ComesBackFromItsAddress()
    {
        var query = new UsersQuery
        {
            Search = "ann & co",
            State = AccountState.NeverSignedIn,
            IsOperator = false,
            IsVerified = true,
            IsPremium = false,
            Cohort = "spring",
            HasPortfolio = true,
            IsStuck = true,
            Order = UserOrder.LastSeen,
            Ascending = true,
            Page = 3,
        };

        query.Address.ShouldBe("/admin/users?search=ann%20%26%20co&state=never_signed_in&operator=no&approved=yes&premium=no&cohort=spring&portfolio=yes&stuck=yes&sort=last_seen&direction=ascending&page=3");
        new UsersQuery().Address.ShouldBe("/admin/users");
        Navigation.NavigateTo(query.Address);
        Render<UsersPage>();
        Users.Asked.ShouldBe(query.Filter);
    }

    [Fact]
    public void Query_SortedBySameColumn_TurnsRound()
    {
        new UsersQuery().SortedBy(UserOrder.Registered).Ascending.ShouldBeTrue();
        new UsersQuery { Page = 4 }.SortedBy(UserOrder.Name).ShouldBe(new UsersQuery { Order = UserOrder.Name, Ascending = true });
        new UsersQuery().SortedBy(UserOrder.LastImport).Ascending.ShouldBeFalse();
    }

    [Fact]
    public void Page_WithoutUsersLikeThat_SaysSoAndLeadsBack()
    {
        Navigation.NavigateTo("/admin/users?state=locked&search=%20&page=nonsense");

        var page = Render<UsersPage>();

        Text(page, ".no-rows").ShouldBe("No user is like that.Show all users");
        Users.Asked.ShouldBe(new UserFilter { State = AccountState.Locked });
    }

    [Fact]
    public void Page_BeyondTheLast_ShowsTheLast()
    {
        Users.Rows = [.. Enumerable.Range(0, 120).Select(i => Row() with { FullName = $"User {i}" })];
        Navigation.NavigateTo("/admin/users?page=99");

        var page = Render<UsersPage>();

        page.FindAll("[data-user]").Count.ShouldBe(20);
        Text(page, ".pager span").ShouldBe("101–120 of 120");
        Text(page, "h1 + .pill").ShouldBe("120");
    }

    [Fact]
    public void Page_FilterChosen_GoesToItsAddress()
    {
        Navigation.NavigateTo("/admin/users?page=2&cohort=spring");
        var page = Render<UsersPage>();

        page.Find("input[type=checkbox]").Change(true);

        new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/admin/users?cohort=spring&stuck=yes");
    }

    [Theory]
    [InlineData(AccountState.Suspended, "suspended", "pill bad")]
    [InlineData(AccountState.Locked, "locked", "pill warn")]
    [InlineData(AccountState.NeverSignedIn, "never signed in", "pill")]
    [InlineData(AccountState.Active, "active", "pill good")]
    public void Row_OfEachState_SaysItInWords(AccountState state, string words, string style)
    {
        var row = Row() with
        {
            SuspendedAt = state == AccountState.Suspended ? Now : null,
            LockedUntil = state == AccountState.Locked ? Now.AddMinutes(1) : null,
            LastSeenAt = state == AccountState.Active ? Now : null,
        };

        var table = Table(row);

        Text(table, "td.status .pill").ShouldBe(words);
        table.Find("td.status .pill").ClassName.ShouldBe(style);
    }

    [Fact]
    public void Row_OfWhoIsStuck_SaysWhy()
    {
        var table = Table(Row() with { Portfolios = 1, Positions = 12_408, LastRunStatus = RunStatus.Failed, LastRunError = "ERR_BATCH_003", HasFailedRun = true, IsOperator = true, Cohort = "spring" });

        Text(table, ".stuck").ShouldBe("last calculation failed");
        Text(table, ".error-code").ShouldBe("ERR_BATCH_003");
        Text(table, "[data-label=Positions]").ShouldBe("12,408");
        Text(table, "[data-label='Last seen']").ShouldBe("never");
        Text(table, "tbody th small").ShouldBe("ann@example.org · spring");
        table.FindAll("td.status .pill").Select(pill => pill.TextContent).ShouldContain("operator");
    }

    [Fact]
    public void Actions_OfAnAccount_AreThoseThatChangeIt_EachAskedAbout()
    {
        AccountChange? asked = null;
        var parts = Render<UserActions>(p => p
            .Add(x => x.Detail, Detail(Row() with { LockedUntil = Now.AddMinutes(3) }, sessions: 2)).Add(x => x.OnConfirmed, change => asked = change));

        Buttons(parts).ShouldBe(["Unlock", "Approve", "Make premium", "End sessions", "Make an operator", "Suspend"]);
        parts.Find(".actions > a").GetAttribute("href").ShouldEndWith("/impersonate");
        parts.FindAll("section > .actions > button")[5].Click();
        Text(parts, "dialog h2").ShouldBe("Suspend ann@example.org?");
        asked.ShouldBeNull();
        parts.Find("dialog button[value=confirm]").Click();
        asked.ShouldBe(AccountChange.Suspend);
    }

    [Fact]
    public void Actions_OfASuspendedOperator_ReopenAndRevoke_AndOfOneselfNone()
    {
        Buttons(Render<UserActions>(p => p.Add(x => x.Detail, Detail(Row() with { SuspendedAt = Now, IsOperator = true })))).ShouldBe(["Reopen", "Approve", "Make premium", "Make a plain user"]);

        var own = Render<UserActions>(p => p.Add(x => x.Detail, Detail(Row() with { IsOperator = true })).Add(x => x.IsSelf, true));
        own.FindAll("button").ShouldBeEmpty();
        own.Markup.ShouldContain("your own account");
    }

    [Fact]
    public void Row_OfWhoIsApprovedAndPremium_SaysSo_AndTheirPageByWhom()
    {
        var row = Row() with { VerifiedAt = Now, VerifiedBy = "Olga Operator", IsPremium = true };

        Text(Table(row), "[data-label=Approved]").ShouldBe(App.Shared.Formats.Default.Day(DateOnly.FromDateTime(Now.UtcDateTime)));
        Table(row).FindAll("td.status .pill").Select(pill => pill.TextContent).ShouldContain("premium");
        Text(Table(Row()), "[data-label=Approved]").ShouldBe("no");
        Table(Row()).FindAll("td.status .pill").Select(pill => pill.TextContent).ShouldNotContain("premium");
        Buttons(Render<UserActions>(p => p.Add(x => x.Detail, Detail(row)))).ShouldBe(["Make standard", "Make an operator", "Withdraw the approval", "Suspend"]);
        var profile = Render<UserProfile>(p => p.Add(x => x.Detail, Detail(row))).Markup;
        profile.ShouldContain("by Olga Operator");
        profile.ShouldContain("premium");
        Render<UserProfile>(p => p.Add(x => x.Detail, Detail(row with { VerifiedBy = null }))).Markup.ShouldContain("by an operator who is gone");
    }

    [Theory]
    [InlineData("Approval", "yes", "/admin/users?approved=yes")]
    [InlineData("Tier", "no", "/admin/users?premium=no")]
    public void Page_FilteredByApprovalOrTier_GoesToItsAddress(string label, string value, string address)
    {
        Navigation.NavigateTo("/admin/users?page=2");
        var page = Render<UsersPage>();

        page.FindAll("label.choice").Single(choice => choice.QuerySelector("span")!.TextContent == label).QuerySelector("select")!.Change(value);

        new Uri(Navigation.Uri).PathAndQuery.ShouldBe(address);
    }

    private static List<string> Buttons(IRenderedComponent<UserActions> parts) => [.. parts.FindAll("section > .actions > button").Select(button => button.TextContent.Trim())];

    private static UserDetail Detail(UserRow row, int sessions = 0) => new(row, sessions, [], [], [], Now);

    private IRenderedComponent<UserTable> Table(UserRow row) =>
        Render<UserTable>(p => p.Add(x => x.List, new UserList(new Page<UserRow>([row], 1), Now)).Add(x => x.Query, new UsersQuery()));

    private static UserRow Row() => new() { Id = TestIds.Next(), Email = "ann@example.org", FullName = "Ann Lee", RegisteredAt = Now.AddHours(-1) };
}
