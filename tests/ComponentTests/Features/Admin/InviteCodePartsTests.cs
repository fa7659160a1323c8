using App.Core.Accounts;
using App.Core.Portfolios;
using App.Features.Admin;
using App.Features.Admin.Components;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Admin;

public sealed class InviteCodePartsTests : BunitContext
{
    [Theory]
    [InlineData(null, null, null, "/admin/invite-codes")]
    [InlineData("Spring & co", "used_up", "3", "/admin/invite-codes?cohort=Spring%20%26%20co&state=used_up&page=3")]
    [InlineData(" ", "odd", "-1", "/admin/invite-codes")]
    [InlineData(null, "OPEN", "1", "/admin/invite-codes?state=open")]
    public void Query_OfAnAddress_IsReadAndWritten(string? cohort, string? state, string? page, string address) =>
        InviteCodesQuery.Parse(cohort, state, page).ToAddress().ShouldBe(address);

    [Theory]
    [InlineData("x", null, "Uses")]
    [InlineData("1.5", null, "Uses")]
    [InlineData(null, "tomorrow", "Expires")]
    [InlineData(null, "9999-12-31", "Expires")]
    public void Draft_ThatCannotBeRead_SaysWhere(string? uses, string? expires, string field) =>
        new InviteDraft("", "beta", uses, expires).Read(Guid.Empty).Errors.ShouldHaveSingleItem().Field.ShouldBe(field);

    [Fact]
    public void Draft_Day_IsAmongThoseItWorks()
    {
        var form = new InviteDraft(null, "beta", " 3 ", "2030-06-30").Read(Guid.Empty).Value;

        (form.MaxUses, form.ExpiresAt).ShouldBe((3, new DateTimeOffset(2030, 7, 1, 0, 0, 0, TimeSpan.Zero)));
        new InviteDraft(null, "beta").Read(Guid.Empty).Value.ExpiresAt.ShouldBeNull();
    }

    [Fact]
    public void Table_OfNoCode_SaysWhy()
    {
        Table([]).Find(".no-rows").TextContent.ShouldContain("Nobody can register");
        Table([], new InviteCodesQuery("beta")).Find(".no-rows a").GetAttribute("href").ShouldBe("/admin/invite-codes");
    }

    [Fact]
    public void Table_OfCodes_ShowsStateUsesAndPeople_AndWhatIsRevokedCannotBeAgain()
    {
        var person = new InvitedUser(TestIds.Next(), "ada@example.org", "Ada <b>Quill</b>", TestTimes.Now);
        var table = Table(
        [
            Row("OPEN-CODE", InviteCodeState.Open, uses: 1_200, most: 2_000, people: [person], total: 1_200),
            Row("GONE-CODE", InviteCodeState.Revoked),
        ]);

        var open = table.Find("[data-code=OPEN-CODE]");
        open.TextContent.ShouldContain("1,200 of 2,000");
        open.TextContent.ShouldContain("Ada <b>Quill</b>");
        open.TextContent.ShouldContain("and 1,199 before them");
        open.QuerySelector("[data-copy]")!.GetAttribute("data-copy").ShouldBe("OPEN-CODE");
        open.QuerySelectorAll("button").Length.ShouldBe(2);
        table.Find("[data-code=GONE-CODE]").QuerySelectorAll("button").Length.ShouldBe(1);
    }

    [Fact]
    public void Words_OfACode_AreFiveOfTheList_AndAllBytesHaveAnother()
    {
        InviteWords.Make([0, 1, 254, 255, 0]).Split('-').Length.ShouldBe(5);
        Enumerable.Range(0, 256).Select(index => InviteWords.Make([(byte)index])).ToList().ShouldBeUnique();
    }

    private IRenderedComponent<InviteCodeTable> Table(IReadOnlyList<InviteCodeRow> rows, InviteCodesQuery? query = null) => Render<InviteCodeTable>(parameters => parameters
        .Add(table => table.Codes, new Page<InviteCodeRow>(rows, rows.Count)).Add(table => table.Cohorts, ["beta"]).Add(table => table.Query, query ?? new InviteCodesQuery()));

    private static InviteCodeRow Row(string code, InviteCodeState state, int uses = 0, int? most = null, IReadOnlyList<InvitedUser>? people = null, int total = 0) => new(
        new InviteCode { Code = code, Cohort = "beta", CreatedAt = TestTimes.Now, Uses = uses, MaxUses = most }, state, "op@example.org", people ?? [], total);
}
