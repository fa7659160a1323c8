using App.Shared;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class ThemeSwitchTests : BunitContext
{
    [Fact]
    public void Switch_Rendered_OffersThreeThemesInAFormThatComesBackHere()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/errors?x=1");

        var cut = Render<ThemeSwitch>();

        cut.Find("form").GetAttribute("action").ShouldBe("/theme");
        cut.Find("input[name=back]").GetAttribute("value").ShouldBe("/errors?x=1");
        cut.FindAll("button[name=theme]").Select(button => button.GetAttribute("value")).ShouldBe(["light", "dark", "system"]);
    }

    [Fact]
    public void Switch_Rendered_LeavesToTheStyleSheetWhichThemeIsOn()
    {
        var cut = Render<ThemeSwitch>();

        cut.FindAll("summary .theme-name").Select(name => name.ClassName).ShouldBe(["theme-name is-light", "theme-name is-dark", "theme-name is-system"]);
        cut.FindAll("button .theme-tick").Count.ShouldBe(3);
    }
}
