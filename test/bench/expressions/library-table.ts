export function libraryTable(_rounds: number): void {}
