using System.Text.Json;
using App.Core.Batches;
using App.Core.Results;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class BatchRulesTests
{
    [Theory]
    [InlineData("""{"operations":[{"resource_id":"a"}]}""", "MISSING_OPERATION_TYPE")]
    [InlineData("""{"operation_type":null,"operations":[{"resource_id":"a"}]}""", "MISSING_OPERATION_TYPE")]
    [InlineData("""{"operation_type":"  ","operations":[{"resource_id":"a"}]}""", "MISSING_OPERATION_TYPE")]
    [InlineData("""{"operation_type":7,"operations":[{"resource_id":"a"}]}""", "MISSING_OPERATION_TYPE")]
    [InlineData("""{"operation_type":"custom"}""", "INVALID_OPERATIONS")]
    [InlineData("""{"operation_type":"custom","operations":null}""", "INVALID_OPERATIONS")]
    [InlineData("""{"operation_type":"custom","operations":{}}""", "INVALID_OPERATIONS")]
    [InlineData("""{"operation_type":"custom","operations":[]}""", "INVALID_OPERATIONS")]
    [InlineData("""[]""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[7]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{}]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":""}]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":7}]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":"\ud800"}]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":"a","data":[]}]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":"a","method":"FETCH"}]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":"a","dat":{}}]}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":"a"}],"atomic":"yes"}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":"a"}],"atomc":true}""", "INVALID_OPERATION_STRUCTURE")]
    [InlineData("""{"operation_type":"custom","operations":[{"resource_id":"a"}],"client_reference":7}""", "INVALID_OPERATION_STRUCTURE")]
    public void Read_FormThatIsNone_IsRefusedWithItsCode(string body, string code) => Read(body).Error.Code.ShouldBe(code);

    [Fact]
    public void Read_FiftyOne_SaysHowManyAreAllowed()
    {
        Read(Of(50)).Value.Operations.Count.ShouldBe(50);
        var error = Read(Of(51)).Error;
        (error.Code, error.Details["max_operations"], error.Details["submitted_operations"]).ShouldBe(("BATCH_SIZE_EXCEEDED", 50, 51));
    }

    [Fact]
    public void Read_SeveralOperationsAtFault_NamesEach() =>
        Read("""{"operation_type":"custom","operations":[{"resource_id":"a"},{},{"resource_id":"b","method":"?","data":1}]}""").Errors
            .Select(error => (error.Field, error.Details["index"])).ShouldBe([("operations[1].resource_id", (object?)1), ("operations[2].method", (object?)2), ("operations[2].data", (object?)2)]);

    [Fact]
    public void Read_WhatIsLeftOut_HasItsDefault()
    {
        var form = Read("""{"operation_type":" custom ","operations":[{"resource_id":" a "},{"resource_id":"b","method":"delete","data":{"x":1}}],"client_reference":"mine"}""").Value;

        (form.OperationType, form.IsAtomic, form.ClientReference).ShouldBe(("custom", false, "mine"));
        form.Operations.ShouldBe([new("PATCH", "a", "{}"), new("DELETE", "b", """{"x":1}""")]);
    }

    private static string Of(int count) => $$"""{"operation_type":"custom","operations":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"resource_id":"{{i}}"}"""))}}]}""";

    private static Result<BatchForm> Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        return BatchRules.Read(document.RootElement, ["custom"]);
    }
}
