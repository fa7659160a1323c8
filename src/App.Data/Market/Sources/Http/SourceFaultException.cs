namespace App.Data.Market.Sources.Http;

/// <summary>Why a request got no answer that can be read, in words. Thrown inside the HTTP pipeline, which has no other way out; ends in <see cref="SourceClient"/>.</summary>
/// <param name="message">A clause that begins after the source's name, without a full stop: <c>asks to wait until 14:05 UTC</c>.</param>
internal sealed class SourceFaultException(string message) : Exception(message);
