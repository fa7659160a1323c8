using System.Globalization;
using System.Text.Json;
using App.Core.Models;
using App.Core.Results;
using Shouldly;
using Xunit;

namespace UnitTests.Models;

public sealed class ModelRulesTests
{
    [Theory]
    [InlineData("0.005", 0.005)]
    [InlineData("0.95", 0.95)]
    [InlineData("0.9500", 0.95)]
    [InlineData("5e-3", 0.005)]
    [InlineData("\"0.35\"", 0.35)]
    public void Target_OnAStep_IsTaken(string target, double expected) =>
        Read($$"""{"positions":[{"security":"AAA","target":{{target}},"low_drift":0,"high_drift":1}]}""").Value.Positions!.Single().Target.ShouldBe((decimal)expected);

    [Theory]
    [InlineData("0.0049")]
    [InlineData("0.0051")]
    [InlineData("0.0075")]
    [InlineData("0.955")]
    [InlineData("0.951")]
    [InlineData("1")]
    [InlineData("-0.005")]
    [InlineData("0.33499999999999999999999999999999999")]
    [InlineData("0.3350000000000000000000000000000000001")]
    [InlineData("1e-40")]
    [InlineData("null")]
    [InlineData("\"a tenth\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("1e999")]
    public void Target_OffTheSteps_IsRefusedWithIndexAndValue(string target)
    {
        var error = Read($$"""{"positions":[{"security":"A","target":0.1,"low_drift":0,"high_drift":0},{"security":"B","target":{{target}},"low_drift":0,"high_drift":0}]}""").Errors.ShouldHaveSingleItem();

        (error.Code, error.Field).ShouldBe(("VALIDATION_ERROR", "positions[1].target"));
        error.Message.ShouldContain("0 or a multiple of 0.005 up to 0.95");
    }

    [Theory]
    [InlineData(0.95, true)]
    [InlineData(0.955, false)]
    public void Sum_OfManyTargets_IsTakenUpToTheMost(double sum, bool isTaken)
    {
        // Each of .005: as doubles these add up to a little more.
        var count = (int)Math.Round(sum / 0.005);
        var result = Positions(Enumerable.Range(0, Math.Min(count, 100) - 1).Select(i => ($"S{i}", 0.005m)).Append(("LAST", (decimal)sum - (0.005m * (Math.Min(count, 100) - 1)))));

        result.IsSuccess.ShouldBe(isTaken, string.Join(' ', result.Errors));
        if (!isTaken)
        {
            result.Error.Field.ShouldBe("positions");
            result.Error.Message.ShouldContain("0.955, which is 0.005 over 0.95");
        }
        else
        {
            result.Value.Sum(position => position.Target).ShouldBe(0.95m);
        }
    }

    [Theory]
    [InlineData(100, 0, true)]
    [InlineData(100, 7, true)]
    [InlineData(101, 0, false)]
    public void Count_OfTargetsAboveZero_IsAtMostAHundred(int positions, int zeros, bool isTaken)
    {
        var result = Positions(Enumerable.Range(0, positions).Select(i => ($"S{i}", 0.005m)).Concat(Enumerable.Range(0, zeros).Select(i => ($"Z{i}", 0m))));

        result.IsSuccess.ShouldBe(isTaken);
        if (isTaken)
        {
            result.Value.Select(position => position.Security).ShouldBe(Enumerable.Range(0, positions).Select(i => $"S{i}"));
        }
        else
        {
            result.Error.Message.ShouldContain("101 positions");
        }
    }

    [Theory]
    [InlineData("aapl", "AAPL", "AAPL")]
    [InlineData("AAPL", " aapl ", "AAPL")]
    [InlineData("tech123456789012345678ab", "TECH123456789012345678AB", "tech123456789012345678ab")]
    public void Security_TwiceWhateverItsCase_IsRefused(string one, string other, string kept)
    {
        Positions([(one.Trim(), 0.1m)]).Value.Single().Security.ShouldBe(kept);

        var error = Positions([("X", 0.1m), (one, 0.1m), (other, 0m)]).Errors.ShouldHaveSingleItem();

        error.Field.ShouldBe("positions[2].security");
        error.Message.ShouldContain("positions[1].security");
    }

    [Theory]
    [InlineData("brk.b", "BRK.B")]
    [InlineData("a-b_c", "A-B_C")]
    [InlineData("Tech123456789012345678aB", "Tech123456789012345678aB")]
    [InlineData("Tech123456789012345678aBc", "TECH123456789012345678ABC")]
    [InlineData("", null)]
    [InlineData("A B", null)]
    [InlineData("A/B", null)]
    [InlineData("ÄPFEL", null)]
    public void Security_IsASymbolOrAnOutsideId(string text, string? expected)
    {
        var result = ModelRules.Security(text, "security");

        (result.IsSuccess ? result.Value : null).ShouldBe(expected);
        ModelRules.Security(new string('A', 100), "security").IsSuccess.ShouldBeTrue();
        ModelRules.Security(new string('A', 101), "security").IsSuccess.ShouldBeFalse();
    }

    [Theory]
    [InlineData("0", "0", null)]
    [InlineData("0", "1", null)]
    [InlineData("1", "1", null)]
    [InlineData("0.000001", "0.02", null)]
    [InlineData("0.0000001", "0.02", "low_drift")]
    [InlineData("0.03", "0.02", "low_drift")]
    [InlineData("-0.01", "0.02", "low_drift")]
    [InlineData("0.01", "1.01", "high_drift")]
    [InlineData("null", "0.02", "low_drift")]
    public void Drifts_LieBetween0And1AndLowIsAtMostHigh(string low, string high, string? field)
    {
        var result = Read($$"""{"positions":[{"security":"A","target":0.1,"low_drift":{{low}},"high_drift":{{high}}}]}""");

        result.Errors.Select(error => error.Field).ShouldBe(field is null ? [] : [$"positions[0].{field}"]);
    }

    [Fact]
    public void Faults_OfOneBody_AreAllTold()
    {
        var errors = Read("""
            {"name":"","color":"red","version":0,"portfolios":["x","5d0c9fcb-7d3c-4f7f-8d0f-0a35a0b0a001","5D0C9FCB-7D3C-4F7F-8D0F-0A35A0B0A001"],
             "positions":[{"security":"A","target":0.1},{"security":"","target":2,"low_drift":0.5,"high_drift":0.1}]}
            """).Errors;

        errors.Select(error => error.Field).ShouldBe(
            ["color", "name", "positions[0].low_drift", "positions[0].high_drift", "positions[1].security", "positions[1].target", "positions[1].low_drift", "portfolios[0]", "portfolios[2]", "version"]);
        errors.ShouldAllBe(error => error.Code == "VALIDATION_ERROR");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"positions":{}}""")]
    [InlineData("""{"positions":[1]}""")]
    [InlineData("""{"positions":[{"security":"A","target":0.1,"low_drift":0,"high_drift":0,"weight":1}]}""")]
    [InlineData("""{"portfolios":"all"}""")]
    [InlineData("""{"version":1.5}""")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public void Read_WhatIsNoModel_IsRefused(string json) => Read(json).Errors.ShouldHaveSingleItem().Code.ShouldBe("VALIDATION_ERROR");

    [Theory]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(0, false)]
    [InlineData(256, false)]
    public void Name_Has1To255Characters(int length, bool isTaken) => ModelRules.Name($" {new string('n', length)} ").IsSuccess.ShouldBe(isTaken);

    [Fact]
    public void Read_AModelAsItIsAnswered_IsTakenAgain()
    {
        var form = Read("""
            {"model_id":"5d0c9fcb-7d3c-4f7f-8d0f-0a35a0b0a001","name":"Mine","positions":[{"security_id":"KO","target":0.2,"low_drift":0.01,"high_drift":0.02}],
             "target_total":0.2,"portfolios":[],"last_rebalance_date":null,"version":3,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}
            """).Value;

        (form.Name, form.Version, form.Positions!.Single()).ShouldBe(("Mine", 3, new ModelPosition("KO", 0.2m, 0.01m, 0.02m)));
    }

    [Fact]
    public void ReadPositions_OneByItselfOrAList_AreTaken()
    {
        ModelJson.ReadPositions(Json("""{"security":"ko","target":0.2,"low_drift":0,"high_drift":0.1,"version":2}""")).Value.ShouldSatisfyAllConditions(
            part => part.Version.ShouldBe(2), part => part.Items.ShouldBe([new("KO", 0.2m, 0, 0.1m)]));
        ModelJson.ReadPositions(Json("""{"positions":[{"security":"ko","target":0}]}""")).Value.Items.ShouldBe([new("KO", 0, 0, 0)]);
        ModelJson.ReadPositions(Json("{}")).Error.Field.ShouldBe("positions");
        ModelJson.ReadPositions(Json("""{"security":"ko","target":0.2,"low_drift":0,"high_drift":3}""")).Error.Field.ShouldBe("high_drift");
        ModelJson.ReadSecurities(Json("""{"positions":[{"security_id":"ko","target":0.7}],"version":4}""")).Value.Items.ShouldBe(["KO"]);
        ModelJson.ReadSecurities(Json("""{"securities":["ko","pep"]}""")).Value.Items.ShouldBe(["KO", "PEP"]);
        ModelJson.ReadSecurities(Json("""{"security":"ko"}""")).Value.Items.ShouldBe(["KO"]);
        ModelJson.ReadSecurities(Json("""{"securities":["ko",7]}""")).Error.Field.ShouldBe("securities[1]");
        ModelJson.ReadSecurities(Json("{}")).Error.Field.ShouldBe("securities");
        ModelJson.ReadPortfolios(Json("{}")).Error.Field.ShouldBe("portfolios");
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private static Result<ModelForm> Read(string json) => ModelJson.Read(Json(json));

    private static Result<IReadOnlyList<ModelPosition>> Positions(IEnumerable<(string Security, decimal Target)> positions) => ModelRules.Positions(
        [.. positions.Select(position => new ModelPositionForm(position.Security, position.Target.ToString(CultureInfo.InvariantCulture), "0.01", "0.02"))], (index, member) => $"positions[{index}].{member}");
}
