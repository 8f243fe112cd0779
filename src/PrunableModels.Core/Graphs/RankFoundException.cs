using System;

namespace PrunableModels.Core;

/// <summary>The rank of an input was found out after something had asked for it in vain.</summary>
internal sealed class RankFoundException : Exception;
