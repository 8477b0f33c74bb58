/* Turns a query into words that the index has; runs in the worker of Material's search, which calls indexedWords(). */
{
  let variants = {} // The simplified character for each traditional one.
  let pinyin = {} // Terms and titles by how they are spoken.
  addEventListener("message", ({ data }) => { ({ variants = variants, pinyin = pinyin } = data.data?.config ?? {}) })

  let words = []
  let indexed = null

  const isBeginning = text => words.some(word => word.startsWith(text))

  /* Cut a run of Han into the fewest words; the last one may be unfinished, and unknown characters stand alone. */
  const cut = run => {
    const best = [{ cost: 0, pieces: [] }]
    for (let end = 1; end <= run.length; end++)
      for (let start = 0; start < end; start++) {
        const piece = run.slice(start, end)
        const known = piece in indexed.invertedIndex || (end === run.length && isBeginning(piece))
        if (!known && piece.length > 1) continue
        const cost = best[start].cost + (known ? 1 : 2)
        if (cost < (best[end]?.cost ?? Infinity)) best[end] = { cost, pieces: [...best[start].pieces, piece] }
      }
    const { pieces } = best[run.length]
    const last = pieces.length - 1
    const whole = (piece, place) => piece.length > 1 || place === last ? piece : `${piece}^1` // or it begins too much
    return ` ${pieces.map(whole).join(" ")} `
  }

  /* Prefer the singular, which finds the plural too; let a word that nothing begins with differ in one letter. */
  const corrected = word => {
    if (word.length < 4) return word
    const known = [word.replace(/ies$/, "y"), word.replace(/s$/, ""), word.replace(/es$/, "")]
      .find(form => form !== word && form in indexed.invertedIndex)
    if (known || isBeginning(word)) return known ?? word
    const near = indexed.tokenSet.intersect(lunr.TokenSet.fromFuzzyString(word, 1)).toArray()
    const frequency = term => Object.keys(indexed.invertedIndex[term].text).length
    const [nearest] = near.sort((one, other) => frequency(other) - frequency(one))
    return nearest && nearest !== word ? corrected(nearest) : word
  }

  /* Return the term or title that a query begins to spell in pinyin, unless it begins a word of the index. */
  const spoken = query => {
    const spelled = query.toLowerCase().replace(/[\s']/g, "")
    if (spelled in pinyin) return pinyin[spelled]
    const begun = spelled.length > 3 && !isBeginning(spelled)
    return begun ? pinyin[Object.keys(pinyin).find(key => key.startsWith(spelled))] : undefined
  }

  self.indexedWords = (query, index) => {
    if (index !== indexed) [indexed, words] = [index, Object.keys(index.invertedIndex).sort()]
    return (spoken(query) ?? query)
      .replace(/[\uff01-\uff5e]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)) // Latin as wide as Han
      .replace(/\p{Script=Han}/gu, character => variants[character] ?? character)
      .toLowerCase()
      .replace(/[a-z_]+/g, corrected)
      .replace(/\p{Script=Han}+/gu, cut)
  }
}
