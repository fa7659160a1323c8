using System.Globalization;
using System.Text;
using App.Core.Batches;
using App.Core.Imports.Csv;

namespace App.Features.Batches;

/// <summary>What came of the operations of a batch as a table of text: one row an operation, in their order.</summary>
internal static class BatchResultsCsv
{
    private static readonly string[] Titles = ["index", "method", "resource_id", "status", "success", "code", "message", "type", "finished_at", "data", "sent"];

    /// <summary>Writes it as UTF-8 with a byte order mark, which spreadsheets need to see what it is.</summary>
    public static byte[] Write(BatchDetail detail)
    {
        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            var table = new CsvTableWriter(text);
            table.WriteRow(Titles);
            foreach (var operation in detail.Operations)
            {
                table.WriteRow(
                [
                    operation.Index.ToString(CultureInfo.InvariantCulture),
                    operation.Method,
                    operation.ResourceId,
                    operation.HttpStatus?.ToString(CultureInfo.InvariantCulture),
                    operation.Status == OperationStatus.Pending ? null : operation.Status == OperationStatus.Completed ? "true" : "false",
                    operation.ErrorCode,
                    operation.ErrorMessage,
                    operation.ErrorType,
                    operation.FinishedAt?.ToString("O", CultureInfo.InvariantCulture),
                    operation.Result,
                    operation.Data,
                ]);
            }
        }

        return buffer.ToArray();
    }
}
