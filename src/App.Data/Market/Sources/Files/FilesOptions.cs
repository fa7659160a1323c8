namespace App.Data.Market.Sources.Files;

/// <summary>Where files with prices are: <c>MarketData:Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>A directory with CSV files, looked at without its subdirectories. Has to exist at start; read again whenever prices are asked for.</summary>
    public string? Directory { get; set; }

    /// <summary>What is wrong, naming the key and what is allowed; null when nothing is.</summary>
    /// <param name="section">The configuration section, <c>MarketData:Files</c>.</param>
    public string? Fault(string section) => Directory switch
    {
        null or "" => $"{section}:Directory is missing. Files needs a directory with CSV files; or take it out of MarketData:Sources.",
        _ when !System.IO.Directory.Exists(Directory) => $"{section}:Directory is “{Directory}”, which is no directory. Allowed is one that exists.",
        _ => null,
    };
}
