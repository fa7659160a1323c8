using App.Core.Accounts;
using App.Core.Portfolios;
using App.Core.Results;
using App.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class ErrorListTests : BunitContext
{
    private static readonly Error Name = PortfolioErrors.NameRequired.Because("The portfolio has no name.");
    private static readonly Error Row = PortfolioErrors.FileHasErrors.Because("“FUND” is not a subtype.", "Subtype", 3);

    [Fact]
    public void Errors_None_ShowNothing() => Render<ErrorList>(p => p.Add(x => x.Errors, [])).MarkupMatches("");

    [Fact]
    public void Errors_One_GoesByItsTitleAndLinksItsCode()
    {
        var list = Render<ErrorList>(p => p.Add(x => x.Errors, [Name]));

        list.Find("[role=alert] b").TextContent.ShouldBe("Portfolio name required");
        list.Find("li").TextContent.ShouldContain("The portfolio has no name.");
        list.Find("li a").GetAttribute("href").ShouldBe("/errors/ERR_PORT_002");
    }

    [Fact]
    public void Errors_Several_AreCountedAndNameTheirPlace()
    {
        var list = Render<ErrorList>(p => p.Add(x => x.Errors, [Name, Row]));

        list.Find("[role=alert] b").TextContent.ShouldBe("2 things to mend");
        list.FindAll("li")[1].TextContent.ShouldContain("Line 3, Subtype: “FUND” is not a subtype.");
    }

    [Fact]
    public void Field_WithAnError_IsInvalidAndDescribedByIt()
    {
        var field = Render<TextField>(p => p
            .Add(x => x.Id, "email").Add(x => x.Label, "E-mail").Add(x => x.Hint, "Like name@example.com")
            .Add(x => x.Errors, [AccountErrors.EmailFormat.Because("“x” is not an e-mail address.")]));

        var input = field.Find("input");
        input.GetAttribute("aria-invalid").ShouldBe("true");
        input.GetAttribute("aria-describedby").ShouldBe("email-error email-hint");
        field.Find("#email-error").TextContent.ShouldContain("“x” is not an e-mail address.");
        field.Find("#email-error a").GetAttribute("href").ShouldBe("/errors/ERR_USER_002");
        field.Find("label").GetAttribute("for").ShouldBe("email");
    }

    [Fact]
    public void Field_WithoutErrors_IsNotInvalid()
    {
        var field = Render<TextField>(p => p.Add(x => x.Id, "email").Add(x => x.Label, "E-mail"));

        field.Find("input").HasAttribute("aria-invalid").ShouldBeFalse();
        field.Find("input").HasAttribute("aria-describedby").ShouldBeFalse();
    }

    [Fact]
    public void Field_Changed_TellsItsPage()
    {
        string? told = null;
        var field = Render<TextField>(p => p.Add(x => x.Id, "name").Add(x => x.Label, "Name").Add(x => x.ValueChanged, value => told = value));

        field.Find("input").Change("Schwab");

        told.ShouldBe("Schwab");
    }

    [Fact]
    public void Summary_OfAForm_LinksToTheFieldsOfThisPage()
    {
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/register?from=mail#old");

        var summary = Render<FormSummary>(p => p
            .Add(x => x.Errors, [Name, Row])
            .Add(x => x.FieldId, error => error == Name ? "portfolio-name" : null));

        summary.Find("a").GetAttribute("href").ShouldEndWith("/register?from=mail#portfolio-name");
        summary.FindAll("li")[1].TextContent.ShouldContain("“FUND” is not a subtype.");
        summary.Find("#summary").HasAttribute("autofocus").ShouldBeTrue();
    }
}
