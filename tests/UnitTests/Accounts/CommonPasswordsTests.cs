using App.Core.Accounts;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class CommonPasswordsTests
{
    // The passwords at the top of the lists that are published every year, in their order as far as they agree.
    private const string Top200 =
        """
        123456 password 123456789 12345678 12345 qwerty 1234567 111111 123123 1234567890
        abc123 password1 iloveyou 1234 000000 1q2w3e4r qwerty123 zaq12wsx dragon sunshine
        princess letmein 654321 monkey 27653 1qaz2wsx 123321 qwertyuiop superman asdfghjkl
        football baseball welcome admin master hello freedom whatever qazwsx trustno1
        shadow michael jennifer jordan hunter harley ranger buster thomas robert
        soccer batman test pass killer hockey george charlie andrew michelle
        love jessica pepper daniel access 555555 pokemon ashley nicole chelsea
        biteme matthew yankees 987654321 dallas austin thunder taylor matrix minecraft
        william corvette martin heather secret merlin diamond hannah computer internet
        samsung starwars cheese joshua amanda summer ginger cookie maggie flower
        banana orange purple silver golden yellow justin anthony jackson patrick
        asdf asdfgh zxcvbn zxcvbnm 121212 131313 666666 777777 888888 999999
        696969 112233 7777777 159753 147258369 987654 11111111 88888888 00000000 222222
        aa123456 a123456 123qwe q1w2e3r4 1q2w3e 1q2w3e4r5t qwe123 asd123 abcd1234 a1b2c3
        password123 passw0rd p@ssw0rd p@ssword Password1 Passw0rd admin123 root toor guest
        changeme default welcome1 login qwertz azerty qwerty1 qweasd qweasdzxc asdfasdf
        liverpool arsenal barcelona juventus manchester rangers celtic lakers steelers cowboys
        eagles packers raiders mustang ferrari porsche mercedes toyota honda yamaha
        nirvana metallica slipknot eminem blink182 babygirl lovely angel iloveyou1 loveme
        iloveu sweety family friends forever fuckyou asshole bitch sexy money
        samantha elizabeth victoria alexander benjamin christopher nicholas jonathan gabriel oliver
        london america canada mexico january december monday friday spring winter
        """;

    public static TheoryData<string> Top { get; } = [.. Top200.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];

    [Theory]
    [MemberData(nameof(Top))]
    public void Contains_OneOfTheTop_IsTrue_AlsoDecorated(string password)
    {
        CommonPasswords.Contains(password).ShouldBeTrue();
        foreach (var decorated in new[] { $"{char.ToUpperInvariant(password[0])}{password[1..]}1", $"{password.ToUpperInvariant()}2024!", $"!{password}99", $"{password}{password}" })
        {
            CommonPasswords.Contains(decorated).ShouldBeTrue(decorated);
        }
    }

    [Theory]
    [InlineData("P4ssw0rd2024!")]
    [InlineData("4dmin1")]
    [InlineData("pa$$word")]
    [InlineData("Liverpool2005")]
    [InlineData("Autumn2026!")]
    [InlineData("Samantha1987")]
    [InlineData("1QAZ2wsx3edc")]
    [InlineData("Qwertzuiop1")]
    [InlineData("XyXyXyXy1")]
    [InlineData("Ballast1")]
    [InlineData("iLoveYou2")]
    [InlineData("Correcthorsebatterystaple1")]
    public void Contains_WhatPeopleMakeOfThem_IsTrue(string password) => CommonPasswords.Contains(password).ShouldBeTrue();

    [Theory]
    [InlineData("Harbour 42 lantern")]
    [InlineData("Correct7Horse")]
    [InlineData("Correct-Horse-Battery-9")]
    [InlineData("kV7#pRz2wLq9")]
    [InlineData("Ein Fluss ohne 3 Brücken")]
    public void Contains_SomebodysOwn_IsFalse(string password) => CommonPasswords.Contains(password).ShouldBeFalse();

    [Fact]
    public void Count_OfTheList_IsSeveralThousand() => CommonPasswords.Count.ShouldBeGreaterThan(5_000);

    [Fact]
    public void Top_OfTheLists_AreTwoHundredAndMore() => Top.Count.ShouldBeGreaterThanOrEqualTo(200);

    [Fact]
    public void PasswordRule_CommonOne_SaysSoAndDoesNotRepeatIt()
    {
        var error = PasswordRule.Check("Michelle2024").ShouldNotBeNull();

        error.Details["too_common"].ShouldBe(true);
        error.Message.ShouldNotContain("Michelle2024");
    }
}
