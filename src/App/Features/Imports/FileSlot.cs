using App.Core.Imports;
using App.Core.Results;

namespace App.Features.Imports;

/// <summary>Where the file of the form is.</summary>
public abstract record FileSlot
{
    private FileSlot()
    {
    }

    /// <summary>No file chosen.</summary>
    public sealed record Empty : FileSlot;

    /// <summary>On its way from the browser.</summary>
    public sealed record Arriving(string Name, long Size, long Copied) : FileSlot;

    /// <summary>Here, not read yet.</summary>
    public sealed record Arrived(UploadedCopy Copy) : FileSlot;

    /// <summary>Read, and mended perhaps; the copy is gone.</summary>
    public sealed record Read(ImportReading Reading) : FileSlot;

    /// <summary>Not taken.</summary>
    public sealed record Refused(string Name, Error Error) : FileSlot;
}
